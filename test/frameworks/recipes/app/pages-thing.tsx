import { useRouter } from 'next/router'
import { useState } from 'react'
import { useWechat, useWechatShare } from 'wechat-ready/react'

export default function Thing() {
  const { query, isReady } = useRouter()
  const { wechat, status } = useWechat()
  const [pictures, setPictures] = useState(0)
  // The query is empty until the page is hydrated.
  useWechatShare(isReady ? { title: `Thing ${query.id}` } : undefined)
  return (
    <>
      <p id="status">{status}</p>
      <button
        type="button"
        id="choose"
        onClick={async () => setPictures((await wechat.chooseImage({ count: 3 })).localIds.length)}
      >
        Choose pictures ({pictures})
      </button>
    </>
  )
}
