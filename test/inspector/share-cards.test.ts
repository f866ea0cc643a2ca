import { expect, test } from 'vitest'
import { shareCards } from '../../src/inspector/share-cards.ts'
import type { FakeWechat } from '../../src/testing/options.ts'

const call = (api: string, params: object, words = `${api}:ok`) => ({ api, params, url: '', answer: { errMsg: words } })
const fake = (...calls: object[]) => ({ calls }) as unknown as FakeWechat

test('the card shows the last content that the client accepted, not a refused or intended one', () => {
  const cards = shareCards(
    fake(
      call('updateAppMessageShareData', { title: 'first', imgUrl: 'https://a.example/1.jpg' }),
      call('updateAppMessageShareData', { title: 'second', imgUrl: 'https://a.example/2.jpg' }),
      call('updateAppMessageShareData', { title: 'third' }, 'updateAppMessageShareData:permission denied'),
    ),
    { title: 'intended' },
  )
  expect(cards).toMatchObject({ source: 'client', friend: { title: 'second', image: 'https://a.example/2.jpg' } })
  expect(shareCards(undefined, { title: 'intended' })).toMatchObject({ source: 'page', friend: { title: 'intended' } })
  expect(shareCards(undefined, undefined)).toBeUndefined()
})

test("a data URL is not shown as a card's image; a published image is shown by its data", () => {
  const [data, address] = ['data:image/png;base64,AA==', 'https://a.example/pictures/1.jpg']
  const sent = (imgUrl: string) =>
    shareCards(
      Object.assign(fake(call('updateAppMessageShareData', { title: 't', imgUrl })), {
        pictureAt: (one: string) => (one === address ? data : undefined),
      }),
      undefined,
    )?.friend
  expect(sent(data)).toMatchObject({ imgUrl: data, image: '' })
  expect(sent(address)).toMatchObject({ imgUrl: address, image: data })
})
