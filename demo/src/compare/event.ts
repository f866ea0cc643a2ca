/** The event by which a compared page tells the one around it how it is doing; its detail is a `Report`. */
export const reportEvent = 'wechat-ready:report'
