import { useState } from 'react'
import { useParams } from 'react-router'
import { isWechatError } from 'wechat-ready'
import { useWechat, useWechatReady, useWechatShare } from 'wechat-ready/react'

export function Component() {
  const { id } = useParams()
  const { wechat, status, error, environment } = useWechat()
  const [pictures, setPictures] = useState<readonly string[]>([])

  useWechatShare({ title: `Thing ${id}`, imgUrl: 'https://shop.example.com/thing.png' })
  useWechatReady(() => void wechat.hideMenuItems({ menuList: ['menuItem:copyUrl'] }))

  async function choose() {
    try {
      setPictures((await wechat.chooseImage({ count: 3 })).localIds)
    } catch (error) {
      if (!isWechatError(error, 'cancelled')) throw error
    }
  }

  if (environment?.inWechat === false) return <p>Open this page in WeChat</p>
  if (status === 'failed') return <p>{String(error)}</p>
  return (
    <button type="button" disabled={status !== 'ready'} onClick={choose}>
      Choose pictures ({pictures.length})
    </button>
  )
}
