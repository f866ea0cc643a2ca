import { useState } from 'react'
import { useParams } from 'react-router'
import { isWechatError } from 'wechat-ready'
import { useWechat, useWechatShare } from 'wechat-ready/react'

export function Thing() {
  const { id } = useParams()
  const { wechat, status, error, environment } = useWechat()
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
      <h1>Thing {id}</h1>
      {environment?.inWechat === false ? (
        <p>Open this page in WeChat</p>
      ) : status === 'failed' ? (
        <p>{String(error)}</p>
      ) : (
        <p id="status">{status}</p>
      )}
      <button type="button" id="choose" onClick={choose}>
        Choose pictures ({pictures.length})
      </button>
    </>
  )
}
