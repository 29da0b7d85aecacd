//! The command `nianbao`; all of it is in the library, so that others can build on it.

fn main() -> std::process::ExitCode {
    nianbao_cli::main()
}
