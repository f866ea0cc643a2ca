import { wechat } from './wechat'

await wechat.share({
  title: 'A thing',
  desc: 'to look at',
  link: location.href,
  imgUrl: 'https://shop.example.com/thing.png',
})
