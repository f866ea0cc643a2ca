import { signer } from '../../../../signer'

export const dynamic = 'force-dynamic'

export const GET = (request: Request) => signer.fetch(request)
