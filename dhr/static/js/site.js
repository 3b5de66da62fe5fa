// What pages gain where scripts run: nothing here is needed to read, search or fill in a form.
import {
  Button,
  createAll,
  ErrorSummary,
  ExitThisPage,
  FileUpload,
  NotificationBanner,
  ServiceNavigation,
  SkipLink,
} from "../build/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(Button, { preventDoubleClick: true });
createAll(ErrorSummary);
createAll(ExitThisPage);
createAll(FileUpload);
createAll(NotificationBanner);
createAll(ServiceNavigation);
createAll(SkipLink);
