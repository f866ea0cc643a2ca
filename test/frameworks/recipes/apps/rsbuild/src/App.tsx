import { useState } from 'react'
import { BrowserRouter, Link, Route, Routes, useParams } from 'react-router'
import { isWechatError } from 'wechat-ready'
import { useWechat, useWechatShare, WechatProvider } from 'wechat-ready/react'
import { wechat } from './wechat'

export default function App() {
  return (
    <WechatProvider client={wechat}>
      <BrowserRouter>
        <Routes>
          <Route path="/" element={<Things />} />
          <Route path="/things/:id" element={<Thing />} />
        </Routes>
      </BrowserRouter>
    </WechatProvider>
  )
}

function Things() {
  const { status } = useWechat()
  useWechatShare({ title: 'Things' })
  return (
    <>
      <p>Things ({status})</p>
      <Link to="/things/7">Thing 7</Link>
    </>
  )
}

function Thing() {
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
