import { Page } from './page.tsx'

export const Component = () => <Page title="List" />
