/** What a login tells about the person. */
export interface Visitor {
  /** Identifies a person within this official account. In a snapshot page it is made up. */
  openid: string
  /** Identifies a person across the accounts of one open platform; absent where the account is bound to none. */
  unionid?: string
  /** The page is a snapshot page (快照页): `openid` and `user` are not those of a real person. */
  snapshot: boolean
  /** With `snsapi_userinfo` alone, and never in a snapshot page to which WeChat refuses it. */
  user?: WechatUser
}

/** What `snsapi_userinfo` adds. WeChat no longer gives gender and place: they may be empty. */
export interface WechatUser {
  nickname: string
  /** The URL of the picture; an empty string when there is none. */
  avatar: string
}
