import { sampleResults } from '../testing/samples.ts'
import type { Answer } from '../testing/script.ts'
import { element } from './dom.ts'
import { headOf, openSheet, type Sandbox } from './sheet.ts'
import { words } from './words.ts'

/** The user's addresses, in the fields of the documentation. */
const addresses = [
  sampleResults.openAddress,
  {
    userName: '李雷',
    postalCode: '200120',
    provinceName: '上海市',
    cityName: '上海市',
    countryName: '浦东新区',
    detailInfo: '世纪大道100号12楼',
    nationalCode: '310115',
    telNumber: '021-50500000',
  },
  {
    userName: '韩梅梅',
    postalCode: '830000',
    provinceName: '新疆维吾尔自治区',
    cityName: '乌鲁木齐市',
    countryName: '天山区',
    detailInfo: '人民路2号',
    nationalCode: '650102',
    telNumber: '0991-2300000',
  },
]

/** `openAddress`: the user chooses one of three addresses. */
export async function addressSheet({ root }: Sandbox): Promise<Answer> {
  const { addresses: title, cancel } = words()
  const chosen = await openSheet<object>(root, title, (end) => [
    headOf(title, cancel, () => end()),
    element(
      'ul',
      { class: 'choices' },
      ...addresses.map((address) => {
        const { userName, telNumber, provinceName, cityName, countryName, detailInfo } = address
        const place = [...new Set([provinceName, cityName, countryName, detailInfo])].join(' ')
        const who = element('b', {}, userName, element('small', {}, telNumber))
        return element('li', {}, element('button', { onclick: () => end(address) }, who, element('span', {}, place)))
      }),
    ),
  ])
  return chosen ?? 'cancel'
}
