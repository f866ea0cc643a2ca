import { Component, inject, input, signal } from '@angular/core'
import { RouterLink } from '@angular/router'
import { isWechatError } from 'wechat-ready'
import { shareOnPage, WechatService } from './wechat'

@Component({
  imports: [RouterLink],
  template: `
    <p>Things ({{ state().status }})</p>
    <a routerLink="/things/7">Thing 7</a>
  `,
})
export class Things {
  protected readonly state = inject(WechatService).state

  constructor() {
    shareOnPage(() => ({ title: 'Things' }))
  }
}

@Component({
  imports: [RouterLink],
  template: `
    <p id="status">{{ state().status }}</p>
    <button id="choose" (click)="choose()">Choose pictures ({{ pictures().length }})</button>
    <a [routerLink]="[]" [queryParams]="{ color: 'red' }">Red</a>
  `,
})
export class Thing {
  readonly id = input.required<string>()
  private readonly wechat = inject(WechatService).wechat
  protected readonly state = inject(WechatService).state
  protected readonly pictures = signal<readonly string[]>([])

  constructor() {
    shareOnPage(() => ({ title: `Thing ${this.id()}`, desc: 'Have a look at it' }))
  }

  protected async choose() {
    try {
      this.pictures.set((await this.wechat.chooseImage({ count: 3 })).localIds)
    } catch (error) {
      if (!isWechatError(error, 'cancelled')) throw error
    }
  }
}
