import { useState } from 'react'
import { useParams } from 'umi'
import { isWechatError } from 'wechat-ready'
import { useWechat, useWechatShare } from 'wechat-ready/react'

export default function Thing() {
  const { id } = useParams()
  const { wechat, status, error } = useWechat()
  const [pictures, setPictures] = useState<readonly string[]>([])
  useWechatShare({ title: `Thing ${id}`, desc: 'Have a look at it' })

  async function choose() {
    try {
      setPictures((await wechat.chooseImage({ count: 3 })).localIds)
    } catch (error) {
      if (!isWechatError(error, 'cancelled')) throw error
    }
  }

  return (
    <>
      <p id="status">{status === 'failed' ? String(error) : status}</p>
      <button id="choose" type="button" onClick={choose}>
        Choose pictures ({pictures.length})
      </button>
    </>
  )
}
