// The page after dynamic registration: the platform that opened it may close it (Dynamic Registration 1.0, 3.7).

// Whoever receives this learns nothing by it.
(window.opener ?? window.parent).postMessage({ subject: "org.imsglobal.lti.close" }, "*");
