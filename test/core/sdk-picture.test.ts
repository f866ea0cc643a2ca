import { expect, test } from 'vitest'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { until } from '../kit/time.ts'

/* In a file of its own: the SDK looks at the platform once, when it is loaded. */

test('an image that iOS cannot show by its localId is shown by its data', async () => {
  const fake = openInWechat({ platform: 'ios' })
  await wechatOf({ signature: fake.sign }).ready()
  const png = 'data:image/png;base64,iVBORw0KGgo='
  const picture = document.body.appendChild(document.createElement('img'))
  picture.src = fake.pictures.add(png)
  expect(picture.src).toMatch(/^wxlocalresource:/i)
  picture.dispatchEvent(new Event('error'))
  await until(() => picture.src === png)
})
