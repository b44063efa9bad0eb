// Headers of requests to the API.

/** Headers for a JSON API request; with `userId` the server refuses it when somebody else has signed in meanwhile. */
export function apiHeaders(userId) {
  return {
    // A learning platform's frame has no cookie that scripts can read.
    "X-CSRFToken": document.documentElement.dataset.csrfToken ?? document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "",
    Accept: "application/json",
    ...(userId && { "X-Signed-In-As": String(userId) }),
  };
}
