//! What was written, as another reader sees it; what others wrote, as this one does.

mod form;
mod hidden;
mod hostile;
mod judged;
mod sheets;
mod struck;
