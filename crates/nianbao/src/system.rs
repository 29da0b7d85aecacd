//! What the operating system has to say, in both languages.

use std::io::{Error, ErrorKind};

use nianbao_core::Lang;

/// An error of the system for people; what is rare stays in the system's own words.
pub fn system(error: &Error, lang: Lang) -> String {
    let Some((zh, en)) = words(error.kind()) else { return error.to_string() };
    lang.pick(zh, en).to_owned()
}

fn words(kind: ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        ErrorKind::NotFound => ("没有这个文件或目录", "no such file or directory"),
        ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        ErrorKind::AlreadyExists => ("已有同名文件", "the file exists already"),
        ErrorKind::IsADirectory => ("这是目录", "it is a directory"),
        ErrorKind::NotADirectory => ("路径中有一段不是目录", "a part of the path is no directory"),
        ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        ErrorKind::QuotaExceeded => ("超出磁盘配额", "the disk quota is used up"),
        ErrorKind::FileTooLarge => ("文件过大", "the file is too large"),
        ErrorKind::ReadOnlyFilesystem => ("文件系统只读", "the file system is read-only"),
        ErrorKind::ResourceBusy => ("文件正被占用", "the file is in use"),
        ErrorKind::InvalidFilename => ("文件名无效", "the file name is not valid"),
        ErrorKind::BrokenPipe => ("管道已关闭", "the pipe is closed"),
        ErrorKind::OutOfMemory => ("内存不足", "there is not enough memory"),
        _ => return None,
    })
}
