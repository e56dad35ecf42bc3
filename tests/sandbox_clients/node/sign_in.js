// Signing in as a service account at the server that its key file names.
import { readFileSync } from "node:fs";
import { JWT } from "google-auth-library";

// google-auth-library for Node ignores the key file's token_uri and always asks Google's own server: its
// transporter is where a program sends it elsewhere.
export function signedIn(keyFile, scopes) {
  const key = JSON.parse(readFileSync(keyFile, "utf8"));
  const auth = new JWT({ email: key.client_email, key: key.private_key, scopes });
  auth.transporter.interceptors.request.add({
    resolved: async (request) => {
      if (new URL(request.url).hostname === "oauth2.googleapis.com") request.url = new URL(key.token_uri);
      return request;
    },
  });
  return auth;
}
