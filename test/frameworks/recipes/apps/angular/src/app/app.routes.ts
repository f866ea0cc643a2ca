import type { Routes } from '@angular/router'
import { Thing, Things } from './things'

export const routes: Routes = [
  { path: '', component: Things },
  { path: 'things/:id', component: Thing },
]
