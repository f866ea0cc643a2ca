import { picture } from '../testing/pictures.ts'
import type { Answer } from '../testing/script.ts'
import type { Message } from '../testing/verification.ts'
import { element, icon, icons } from './dom.ts'
import { openSheet, type Sandbox } from './sheet.ts'
import { words } from './words.ts'

/** How many pictures the album holds. */
const album = 14

/** `chooseImage`: an album, a camera, and the files of the computer. */
export async function imageSheet({ root, fake }: Sandbox, params: Message): Promise<Answer> {
  const count = Math.min(Number(params.count) || 9, 9)
  const sources = Array.isArray(params.sourceType) ? params.sourceType : ['album', 'camera']
  const chosen = await openSheet<string[]>(root, words().photos, (end) => content(count, sources, end))
  return chosen ? { localIds: chosen.map((dataUrl) => fake.pictures.add(dataUrl)) } : 'cancel'
}

function content(count: number, sources: unknown[], end: (chosen?: string[]) => void): Node[] {
  const { photos, cancel, done, original, takePhoto, fromComputer } = words()
  /** The pictures chosen, in the order of choosing. */
  const chosen: HTMLButtonElement[] = []
  const finish = element('button', { class: 'primary', onclick: () => end(chosen.map(source)) }, done)
  const grid = element('div', { class: 'album' })
  const tiles = () => [...grid.querySelectorAll<HTMLButtonElement>('.picture')]

  const update = () => {
    finish.disabled = chosen.length === 0
    finish.textContent = chosen.length > 0 ? `${done} (${chosen.length}/${count})` : done
    for (const tile of tiles()) {
      const place = chosen.indexOf(tile)
      tile.setAttribute('aria-pressed', String(place >= 0))
      tile.dataset.place = place >= 0 ? String(place + 1) : ''
      tile.disabled = place < 0 && chosen.length >= count
    }
  }
  const toggle = (tile: HTMLButtonElement) => {
    const place = chosen.indexOf(tile)
    if (place >= 0) chosen.splice(place, 1)
    else if (chosen.length < count) chosen.push(tile)
    update()
  }
  const tileOf = (dataUrl: string, number: number) => {
    const image = element('img', { src: dataUrl, alt: `${photos} ${number}` })
    const tile = element('button', { class: 'tile picture', onclick: () => toggle(tile) }, image)
    return tile
  }
  /** Puts a new picture behind the tools and chooses it. */
  const add = (dataUrl: string) => {
    const tile = tileOf(dataUrl, tiles().length + 1)
    grid.insertBefore(tile, tiles()[0] ?? null)
    toggle(tile)
    tile.focus()
  }

  if (sources.includes('camera')) grid.append(tool(icons.camera, takePhoto, () => add(photograph())))
  if (sources.includes('album')) {
    grid.append(tool(icons.computer, fromComputer, () => chooseFiles(add)))
    for (let number = 1; number <= album; number++) grid.append(tileOf(picture(document, number), number))
  }
  update()
  return [
    element(
      'div',
      { class: 'bar' },
      element('button', { class: 'plain', onclick: () => end() }, cancel),
      element('h2', {}, photos),
    ),
    grid,
    element('footer', {}, element('label', {}, element('input', { type: 'checkbox' }), original), finish),
  ]
}

const source = (tile: HTMLButtonElement): string => tile.querySelector('img')?.src ?? ''

const tool = (path: string, label: string, onclick: () => void) =>
  element('button', { class: 'tile tool', onclick }, icon(path), element('span', {}, label))

const photograph = () => picture(document, album + Math.floor(Math.random() * 1000))

/** Lets the user pick files of their own. */
function chooseFiles(add: (dataUrl: string) => void) {
  const input = element('input', { type: 'file', accept: 'image/*', multiple: true })
  input.addEventListener('change', () => {
    for (const file of input.files ?? []) {
      const reader = new FileReader()
      reader.onload = () => add(String(reader.result))
      reader.readAsDataURL(file)
    }
  })
  input.click()
}
