import { useEffect, useRef } from 'preact/hooks'
import { drawResult } from '../src/result.ts'
import { wechat } from '../src/wechat.ts'
import { getLanguage } from '../src/words.ts'

/** A result as what it is, and as data. */
export function Result({ api, result }: { api: string; result: unknown }) {
  const place = useRef<HTMLDivElement>(null)
  const language = getLanguage()
  useEffect(() => {
    const controller = new AbortController()
    place.current?.replaceChildren(...drawResult(wechat, api, result, controller.signal))
    return () => controller.abort()
  }, [api, result, language])
  return <div class="result" role="status" ref={place} />
}
