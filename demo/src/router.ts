import { createRouter, createWebHashHistory, createWebHistory } from 'vue-router'
import AccountView from '../views/AccountView.vue'
import CallsView from '../views/CallsView.vue'
import CompareView from '../views/CompareView.vue'
import GroupView from '../views/GroupView.vue'
import HomeView from '../views/HomeView.vue'
import NotFoundView from '../views/NotFoundView.vue'
import RoutesView from '../views/RoutesView.vue'
import { catalogue } from './catalogue.ts'
import type { otherPages } from './paths.ts'
import { modeOfPage } from './routes.ts'

const others = {
  calls: CallsView,
  compare: CompareView,
  routes: RoutesView,
  account: AccountView,
} satisfies Record<(typeof otherPages)[number], unknown>

export const router = createRouter({
  history: modeOfPage() === 'hash' ? createWebHashHistory() : createWebHistory(),
  routes: [
    { path: '/', component: HomeView },
    ...catalogue.map((group) => ({ path: `/${group.id}`, component: GroupView, props: { group }, meta: { group } })),
    ...Object.entries(others).map(([name, component]) => ({ path: `/${name}`, component })),
    { path: '/:rest(.*)*', component: NotFoundView },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
})
