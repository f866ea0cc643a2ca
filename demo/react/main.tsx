/** @jsxImportSource react */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter, HashRouter } from 'react-router'
import { WechatProvider } from 'wechat-ready/react'
import { modeOfPage } from '../src/routes.ts'
import { connect, wechat } from '../src/wechat.ts'
import { getLanguage, setLanguage } from '../src/words.ts'
import { App } from './app.tsx'

// The router shows nothing at its base without the slash.
if (location.pathname === '/react') history.replaceState(null, '', `/react/${location.search}${location.hash}`)

setLanguage(getLanguage())
createRoot(document.getElementById('app') as HTMLElement).render(
  <StrictMode>
    <WechatProvider client={wechat}>
      {modeOfPage() === 'hash' ? (
        <HashRouter>
          <App />
        </HashRouter>
      ) : (
        <BrowserRouter basename="/react/">
          <App />
        </BrowserRouter>
      )}
    </WechatProvider>
  </StrictMode>,
)
connect()
