import type { NextConfig } from 'next'

// As `create-next-app` sets it from 16.4 on: whatever a page reads of a request must be inside `<Suspense>`.
const config: NextConfig = { cacheComponents: true }

export default config
