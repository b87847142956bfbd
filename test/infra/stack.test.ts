// One test file for all suites, because each loads aws-cdk-lib anew, which takes three seconds.
import './alerting.suite.ts';
import './barometer-stack.suite.ts';
import './ingestion.suite.ts';
import './logical-ids.suite.ts';
import './monitoring.suite.ts';
import './nag.suite.ts';
import './policies.suite.ts';
import './routes.suite.ts';
import './scoring.suite.ts';
import './service-function.suite.ts';
import './storage.suite.ts';
