import { useState } from 'react'
import { isWechatError, localImage, uploadImages } from 'wechat-ready'
import { useWechat } from 'wechat-ready/react'

export function PictureField() {
  const { wechat } = useWechat()
  const [localIds, setLocalIds] = useState<readonly string[]>([])
  const [previews, setPreviews] = useState<readonly string[]>([])
  const [message, setMessage] = useState('')

  async function choose() {
    const chosen = await wechat.chooseImage({ count: 9, sizeType: ['compressed'] })
    previews.forEach(URL.revokeObjectURL)
    setLocalIds(chosen.localIds)
    const blobs = await Promise.all(chosen.localIds.map((localId) => localImage(wechat, localId)))
    setPreviews(blobs.map((blob) => URL.createObjectURL(blob)))
  }

  // Opens WeChat's own viewer.
  const view = (index: number) => wechat.previewImage({ current: localIds[index] ?? '', urls: localIds })

  async function upload() {
    const serverIds = await uploadImages(wechat, localIds, {
      onProgress: (done, total) => setMessage(`${done} / ${total}`),
    })
    const headers = { 'content-type': 'application/json' }
    await fetch('/api/pictures', { method: 'POST', headers, body: JSON.stringify(serverIds) })
  }

  // Closing the album is no error.
  const run = (action: () => Promise<unknown>) =>
    action().catch((error) => {
      if (!isWechatError(error, 'cancelled')) setMessage(String(error))
    })

  return (
    <>
      <button type="button" onClick={() => run(choose)}>
        Choose pictures
      </button>
      {previews.map((src, index) => (
        <button type="button" key={src} onClick={() => run(() => view(index))}>
          <img src={src} alt="" />
        </button>
      ))}
      {localIds.length > 0 && (
        <button type="button" onClick={() => run(upload)}>
          Upload
        </button>
      )}
      <p>{message}</p>
    </>
  )
}
