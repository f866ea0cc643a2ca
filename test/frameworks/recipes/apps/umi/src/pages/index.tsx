import { Link } from 'umi'
import { useWechat, useWechatShare } from 'wechat-ready/react'

export default function Things() {
  const { status } = useWechat()
  useWechatShare({ title: 'Things' })
  return (
    <>
      <p>Things ({status})</p>
      <Link to="/things/7">Thing 7</Link>
    </>
  )
}
