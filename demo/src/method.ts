import { wechat } from './wechat.ts'

/** A method of the client object by its name, which the object's type cannot tell for a name that is data. */
export function method<Arguments extends unknown[], Returned>(name: string): (...args: Arguments) => Returned {
  const [own = name, ofMiniProgram] = name.split('.')
  return ofMiniProgram ? Reflect.get(wechat.miniProgram, ofMiniProgram) : Reflect.get(wechat, own)
}
