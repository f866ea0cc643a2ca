/** The detail of an event without data. */
type NoDetail = Readonly<Record<string, unknown>>

/** The detail of an `error` event. */
interface Failure {
  readonly errMsg: string
}

/**
 * The open tags: the attributes of each, and its events with what `event.detail` holds.
 *
 * @see https://developers.weixin.qq.com/doc/service/guide/h5/opentag.html
 */
export interface OpenTags {
  /** A button that opens a mini program. */
  'wx-open-launch-weapp': {
    attributes: {
      /** The mini program's appId. It or `username` is required. */
      appid?: string
      /** The mini program's original id, `gh_…`. It counts where there is no `appid`. */
      username?: string
      /** The page with its parameters. Default: the mini program's first page. */
      path?: string
      /** The mini program's version. Default `'release'`. */
      'env-version'?: 'release' | 'trial' | 'develop'
      /** JSON that is handed to the mini program. */
      'extra-data'?: string
    }
    events: { ready: NoDetail; launch: NoDetail; error: Failure }
  }
  /** A button that opens an app. */
  'wx-open-launch-app': {
    attributes: {
      /** The app's AppID. */
      appid: string
      /** What is handed to the app. */
      extinfo?: string
    }
    events: { ready: NoDetail; launch: NoDetail; error: Failure }
  }
  /** A button that asks the user to subscribe to notices of a service account. */
  'wx-open-subscribe': {
    attributes: {
      /** The ids of the templates, with commas between them. */
      template: string
    }
    events: {
      ready: NoDetail
      /** `subscribeDetails` is JSON: what the user said to each template. */
      success: { readonly errMsg: string; readonly subscribeDetails: string }
      error: Failure & { readonly errCode: number | string }
    }
  }
  /** Plays a sound, also when the user goes on to another page. */
  'wx-open-audio': {
    attributes: {
      /** The sound's address. */
      src: string
      title?: string
      singer?: string
      episode?: string
      /** The address of the cover picture. */
      cover?: string
    }
    events: { ready: NoDetail; error: Failure }
  }
}

/** What the template of an open tag is given. */
export interface WxTagTemplateProps {
  /** The template's markup with its `<style>`, as it is: what comes from a user has no place in it. */
  readonly html: string
  /** The tag's slot that it is for, e.g. `style` of `wx-open-subscribe`. Default: the tag's content. */
  readonly slot?: string | undefined
}

/** The type of script in which an open tag looks for its template. */
export const templateType = 'text/wxtag-template'
