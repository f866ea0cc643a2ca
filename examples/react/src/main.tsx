import { createRoot } from 'react-dom/client'
import { BrowserRouter, Link, Route, Routes } from 'react-router'
import { WechatProvider } from 'wechat-ready/react'
import { Thing } from './Thing.tsx'
import { wechat } from './wechat.ts'

function App() {
  return (
    <BrowserRouter>
      <nav>
        <Link to="/">Home</Link> <Link to="/things/7">Thing 7</Link> <Link to="/things/8?color=red">Thing 8</Link>
      </nav>
      <Routes>
        <Route path="/" element={<h1>Things</h1>} />
        <Route path="/things/:id" element={<Thing />} />
      </Routes>
    </BrowserRouter>
  )
}

const app = document.getElementById('app')
if (app) {
  createRoot(app).render(
    <WechatProvider client={wechat}>
      <App />
    </WechatProvider>,
  )
}
