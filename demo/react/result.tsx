/** @jsxImportSource react */
import { useEffect, useRef } from 'react'
import { useWechat } from 'wechat-ready/react'
import { drawResult } from '../src/result.ts'
import { getLanguage } from '../src/words.ts'

/** A result as what it is, and as data. */
export function Result({ api, result }: { api: string; result: unknown }) {
  const { wechat } = useWechat()
  const place = useRef<HTMLDivElement>(null)
  const language = getLanguage()
  useEffect(() => {
    const controller = new AbortController()
    place.current?.replaceChildren(...drawResult(wechat, api, result, controller.signal))
    return () => controller.abort()
  }, [wechat, api, result, language])
  return <div className="result" role="status" ref={place} />
}
