import { signer } from './signer.js'

/** For an event function of Tencent Cloud behind an API gateway, which decodes the query. */
export async function main_handler({ path, httpMethod, headers, queryString = {} }) {
  const url = `https://${headers.host}${path}?${new URLSearchParams(queryString)}`
  const response = await signer.fetch(new Request(url, { method: httpMethod, headers }))
  return {
    isBase64Encoded: false,
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  }
}
