// What the pages leave to the app: here the cookie itself is the session.
export const hasSession = async (cookies = '') => cookies.includes('openid=')
export const sessionCookie = async (openid: string) => `openid=${openid}; Path=/; HttpOnly`
