//! `nianbao` with one format more.

use own_format as _;

fn main() -> std::process::ExitCode {
    nianbao_cli::main()
}
