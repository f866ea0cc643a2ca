import { signer } from './signer.js'

/** For a function URL, or an HTTP API with payload format 2.0: the query comes as it was sent. */
export async function handler({ rawPath, rawQueryString, headers, requestContext }) {
  const url = `https://${requestContext.domainName}${rawPath}?${rawQueryString}`
  const response = await signer.fetch(new Request(url, { method: requestContext.http.method, headers }))
  return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }
}
