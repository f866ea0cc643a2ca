import { useEffect, useState } from 'preact/hooks'
import { Icon } from './icons.tsx'
import { isLand } from './land.ts'
import { wechat } from './wechat.ts'
import { t } from './words.ts'

/** A result as what it is, and as data. */
export function Result({ api, result }: { api: string; result: unknown }) {
  const fields = (result ?? {}) as Record<string, unknown>
  const json = JSON.stringify(result, null, 2)
  return (
    <div class="result" role="status">
      {result === undefined ? (
        <p class="result-done">
          <Icon name="tick" /> {t(['Done', '完成'])}
        </p>
      ) : (
        <>
          <Look api={api} fields={fields} />
          {/* Data URLs are long, and say nothing. */}
          <pre class="code">
            <code>{json.length > 1500 ? `${json.slice(0, 600)}…` : json}</code>
          </pre>
        </>
      )}
    </div>
  )
}

function Look({ api, fields }: { api: string; fields: Record<string, unknown> }) {
  const { localIds, localId, localData, latitude, longitude, accuracy, value, type, translateResult } = fields
  if (Array.isArray(localIds)) {
    return (
      <div class="pictures">
        {localIds.map((id) => (
          <Picture key={id} localId={id} />
        ))}
      </div>
    )
  }
  if (api === 'downloadImage') return <Picture localId={String(localId)} />
  if (typeof localData === 'string') return <img class="picture" src={localData} alt="localData" />
  if (typeof localId === 'string') return <Voice localId={localId} />
  if (typeof latitude === 'number' && typeof longitude === 'number')
    return <Place {...{ latitude, longitude }} accuracy={Number(accuracy)} />
  if (typeof translateResult === 'string') return <blockquote class="words">{translateResult}</blockquote>
  if (typeof value === 'string' && value) return <ScannedCode type={String(type)} value={value} />
  return null
}

function Picture({ localId }: { localId: string }) {
  const [src, setSrc] = useState<string>()
  useEffect(() => {
    // Not every client has the data; on those, the id itself can be shown.
    wechat.getLocalImgData({ localId }).then(
      ({ localData }) => setSrc(localData),
      () => setSrc(localId),
    )
  }, [localId])
  return src ? <img class="picture" src={src} alt={localId} /> : <span class="picture" />
}

/** A voice that plays. */
function Voice({ localId }: { localId: string }) {
  const [playing, setPlaying] = useState(false)
  useEffect(() => {
    if (!playing) return
    return wechat.onVoicePlayEnd((end) => {
      if (end.localId === localId) setPlaying(false)
    })
  }, [playing, localId])
  const toggle = async () => {
    setPlaying(!playing)
    await (playing ? wechat.stopVoice({ localId }) : wechat.playVoice({ localId })).catch(() => setPlaying(false))
  }
  return (
    <button type="button" class={`voice ${playing ? 'is-playing' : ''}`} onClick={toggle}>
      <Icon name={playing ? 'voice' : 'play'} />
      {playing ? t(['Playing…', '播放中…']) : t(['Play', '播放'])}
    </button>
  )
}

/** Degrees from the middle to the edges of the map. */
const reach = { latitude: 19, longitude: 39 }

/** A place on a little map of dots, one for every two degrees of land. */
function Place({ latitude, longitude, accuracy }: { latitude: number; longitude: number; accuracy: number }) {
  const middle = { latitude: Math.round(latitude / 2) * 2, longitude: Math.round(longitude / 2) * 2 }
  const dots: [x: number, y: number][] = []
  for (let y = -reach.latitude; y <= reach.latitude; y += 2) {
    for (let x = -reach.longitude; x <= reach.longitude; x += 2) {
      if (isLand(middle.latitude - y, middle.longitude + x)) dots.push([x, y])
    }
  }
  const [x, y] = [longitude - middle.longitude, middle.latitude - latitude]
  const degrees = (value: number, [positive, negative]: readonly [string, string]) =>
    `${Math.abs(value).toFixed(5)}° ${value < 0 ? negative : positive}`
  const where = `${degrees(latitude, ['N', 'S'])}, ${degrees(longitude, ['E', 'W'])}`
  return (
    <figure class="place">
      <svg
        viewBox={`${-reach.longitude - 1} ${-reach.latitude - 1} ${2 * reach.longitude + 2} ${2 * reach.latitude + 2}`}
        role="img"
        aria-label={where}
      >
        <path class="place-land" d={dots.map(([x, y]) => `M${x} ${y}h0`).join('')} />
        <circle class="place-halo" cx={x} cy={y} r="4" />
        <circle class="place-mark" cx={x} cy={y} r="1.4" />
      </svg>
      <figcaption>
        {where}
        {accuracy > 0 && ` ± ${accuracy} m`}
      </figcaption>
    </figure>
  )
}

function ScannedCode({ type, value }: { type: string; value: string }) {
  return (
    <p class="scanned">
      <span class="chip-label">{type}</span>
      {/^https?:\/\//.test(value) ? (
        <a href={value} target="_blank" rel="noreferrer">
          {value}
        </a>
      ) : (
        <span>{value}</span>
      )}
    </p>
  )
}
