// Headers of requests to the API.

/** Headers for a JSON API request; with `userId` the server refuses it when somebody else has signed in meanwhile. */
export function apiHeaders(userId) {
  return {
    "X-CSRFToken": document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "",
    Accept: "application/json",
    ...(userId && { "X-Signed-In-As": String(userId) }),
  };
}
