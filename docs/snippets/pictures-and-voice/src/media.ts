import { localImage, recordVoice, uploadImages } from 'wechat-ready'
import { wechat } from './wechat'

const { localIds } = await wechat.chooseImage({ count: 9 })
const serverIds = await uploadImages(wechat, localIds, { onProgress: (done, total) => console.log(done, '/', total) })
const blob = await localImage(wechat, localIds[0] ?? '')
document.body.append(Object.assign(new Image(), { src: URL.createObjectURL(blob) }))

const recording = recordVoice(wechat)
setTimeout(recording.stop, 5_000)
const { localId } = await recording.finished
const { serverId } = await wechat.uploadVoice({ localId })
console.log(serverIds, serverId)
