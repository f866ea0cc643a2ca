import { effect, Injectable, inject, signal } from '@angular/core'
import { Router } from '@angular/router'
import { createWechat, type ShareContent } from 'wechat-ready'

@Injectable({ providedIn: 'root' })
export class WechatService {
  readonly wechat = createWechat({ signature: '/api/wechat/signature' })
  readonly state = signal(this.wechat.state)

  constructor() {
    this.wechat.subscribe((state) => this.state.set(state))
  }
}

/** For a component's constructor: shares a content while the component exists, at each URL that it has meanwhile. */
export function shareOnPage(content: () => ShareContent): void {
  const { wechat } = inject(WechatService)
  const { lastSuccessfulNavigation } = inject(Router)
  effect((onCleanup) => {
    lastSuccessfulNavigation()
    const left = new AbortController()
    onCleanup(() => left.abort())
    wechat.share(content(), { signal: left.signal }).catch(() => {})
  })
}
