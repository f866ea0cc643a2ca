import { useState } from 'react'
import { isWechatError, recordVoice, type VoiceRecording } from 'wechat-ready'
import { useWechat } from 'wechat-ready/react'

export function VoiceButton() {
  const { wechat } = useWechat()
  const [recording, setRecording] = useState<VoiceRecording>()
  const [localId, setLocalId] = useState('')
  const [message, setMessage] = useState('')

  // The first tap starts, the second one ends; after 60 s the recording ends by itself.
  async function tap() {
    if (recording) {
      recording.stop()
      return
    }
    try {
      const started = recordVoice(wechat)
      setRecording(started)
      setLocalId((await started.finished).localId)
    } catch (error) {
      if (!isWechatError(error, 'cancelled')) setMessage(String(error))
    }
    setRecording(undefined)
  }

  async function upload() {
    const { serverId } = await wechat.uploadVoice({ localId })
    await fetch('/api/voices', { method: 'POST', body: serverId })
  }

  return (
    <>
      <button type="button" onClick={tap}>
        {recording ? 'Stop' : 'Record'}
      </button>
      {localId && (
        <button type="button" onClick={() => wechat.playVoice({ localId })}>
          Listen
        </button>
      )}
      {localId && (
        <button type="button" onClick={upload}>
          Upload
        </button>
      )}
      <p>{message}</p>
    </>
  )
}
