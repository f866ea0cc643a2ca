import { inLanguage, languageOf, type Text } from '../knowledge/text.ts'

const texts = {
  cancel: ['Cancel', '取消'],
  shareMenu: ['Share menu', '分享菜单'],
  close: ['Close', '关闭'],
  photos: ['Photos', '相册'],
  takePhoto: ['Take a photo', '拍摄'],
  fromComputer: ['From this computer', '从本机选择'],
  original: ['Full image', '原图'],
  done: ['Done', '完成'],
  scan: ['Scan', '扫一扫'],
  scanHint: ['Type what the camera is to see.', '输入要模拟的扫码结果。'],
  qrCode: ['QR code', '二维码'],
  barCode: ['Bar code', '条码'],
  kind: ['Kind', '类型'],
  content: ['Content', '内容'],
  needsNoResult: [
    'WeChat deals with the code itself: the page does not ask for the result.',
    '页面不需要结果：扫码结果由微信处理。',
  ],
  sendTo: ['Send to ', '发送到'],
  chat: ['a friend', '聊天'],
  favourites: ['Favourites', '收藏'],
  moments: ['Moments', '朋友圈'],
  send: ['Send', '发送'],
  appMessage: ['Send to Chat', '发送给朋友'],
  timeline: ['Share on Moments', '分享到朋友圈'],
  favourite: ['Add to Favourites', '收藏'],
  weibo: ['Weibo', '微博'],
  copyLink: ['Copy Link', '复制链接'],
  refresh: ['Refresh', '刷新'],
  hidden: ['The page has hidden every entry of this menu.', '页面隐藏了此菜单的所有选项。'],
  defaultCard: [
    'The page has set no content: this is what WeChat takes from the document.',
    '页面没有设置分享内容：以下是微信从文档中取得的默认内容。',
  ],
  preview: ['Preview', '预览'],
  picture: ['Picture', '图片'],
  noPicture: ['This address has no picture that can be shown here.', '此地址的图片无法在这里显示。'],
  map: ['Place', '位置'],
  mapHint: [
    'WeChat shows its map here; these are the coordinates that it was given.',
    '微信会在这里打开地图；以下是页面传入的坐标。',
  ],
  latitude: ['Latitude', '纬度'],
  longitude: ['Longitude', '经度'],
  moreInfo: ['More about this place', '查看更多信息'],
  pay: ['WeChat Pay', '微信支付'],
  payUnknown: ['Amount: in the order', '金额：以订单为准'],
  payHint: [
    'Only the order knows the amount: the page hands over no more than its id.',
    '金额只在订单里：页面传入的只有预支付 id。',
  ],
  prepayId: ['Prepay id', '预支付 id'],
  signType: ['Signed by', '签名方式'],
  payNow: ['Pay', '立即支付'],
  addresses: ['Choose an address', '选择收货地址'],
  cards: ['Cards', '卡券'],
  addToCards: ['Add to cards', '添加到卡包'],
  chooseACard: ['Choose a card', '选择卡券'],
  yourCards: ['Your cards', '我的卡券'],
  card: ['Card', '卡券'],
  noAmount: ['¥ —.—', '¥ —.—'],
} as const satisfies Readonly<Record<string, Text>>

type Words = Readonly<Record<keyof typeof texts, string>>

/** The sandbox's texts, in the language of the browser. */
export function words(): Words {
  const language = languageOf(navigator.language)
  const entries = Object.entries(texts).map(([name, text]) => [name, inLanguage(text, language)])
  return Object.fromEntries(entries)
}
