import { AnalyticsBrowser } from '@segment/analytics-next';

// The test's code in the page finds it here.
Object.assign(globalThis, { AnalyticsBrowser });
