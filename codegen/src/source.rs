//! The files of a spec: names, texts, lines.

/// A file of the spec, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(pub u32);

/// A place in a file of the spec: 1-based line and column, byte offset and byte length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Loc {
    /// The file.
    pub file: FileId,
    /// 1-based line; 0 where the reader knows no places.
    pub line: u32,
    /// 1-based column, in characters.
    pub column: u32,
    /// Byte offset from the start of the file.
    pub offset: u32,
    /// Length in bytes; 0 where the reader did not say.
    pub len: u32,
}

impl Loc {
    /// The very start of a file, for findings about the file as a whole.
    pub const fn start(file: FileId) -> Self {
        Self { file, line: 1, column: 1, offset: 0, len: 0 }
    }
}

/// One file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path below the project's root, with forward slashes: `spec/standard/provider.yaml`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Why a file, or a folder (its name ends in `/`), could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// Not UTF-8: the first byte that is none, and its offset.
    NotText {
        /// Offset of the byte.
        at: usize,
        /// The byte.
        byte: u8,
    },
    /// A symbolic link: where it leads.
    Link(String),
    /// A pipe, a socket or a device.
    Special,
    /// The system refuses: its words.
    Refused(String),
    /// A name that is not UTF-8.
    Name,
    /// A folder without a file of the spec.
    EmptyFolder,
}

/// All files of a spec, sorted by name.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: Vec<SourceFile>,
    unread: Vec<(FileId, Unread)>,
}

impl Files {
    /// Files in a stable order, whatever order they came in.
    pub fn new(files: Vec<SourceFile>) -> Self {
        Self::with_unread(files.into_iter().map(|file| (file, None)).collect())
    }

    /// The same with files of which only the name is known, and why.
    pub fn with_unread(mut files: Vec<(SourceFile, Option<Unread>)>) -> Self {
        files.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
        let mut all = Self::default();
        for (id, (file, why)) in (0..).map(FileId).zip(files) {
            all.unread.extend(why.map(|why| (id, why)));
            all.files.push(file);
        }
        all
    }

    /// Why a file could not be read, if it could not.
    pub fn unread(&self, id: FileId) -> Option<&Unread> {
        self.unread.iter().find(|(other, _)| *other == id).map(|(_, why)| why)
    }

    /// Every file with its number.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// A file's name.
    pub fn name(&self, id: FileId) -> &str {
        self.files.get(id.0 as usize).map_or("", |file| &file.name)
    }

    /// A file's text.
    pub fn text(&self, id: FileId) -> &str {
        self.files.get(id.0 as usize).map_or("", |file| &file.text)
    }

    /// One line of a file, 1-based, without its end.
    pub fn line(&self, id: FileId, line: u32) -> Option<&str> {
        self.text(id).lines().nth((line as usize).checked_sub(1)?)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The place of byte `at` of a block scalar whose content starts at `content`.
    ///
    /// The scalar's text has lost the indentation that the file has, so lines are counted in the text and columns
    /// are shifted by the column at which the content starts.
    pub fn inside_block(&self, text: &str, content: Loc, at: usize, len: usize) -> Loc {
        let head = text.get(..at).unwrap_or(text);
        let line = head.matches('\n').count();
        let column = head.rsplit('\n').next().map_or(0, |tail| tail.chars().count());
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (line, column) = (content.line + narrow(line), content.column + narrow(column));
        Loc {
            file: content.file,
            line,
            column,
            offset: narrow(self.offset(content.file, line, column)),
            len: narrow(len),
        }
    }

    /// The place of a byte of a file, and of so many bytes behind it.
    pub fn place(&self, file: FileId, at: usize, len: usize) -> Loc {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let head = self.text(file).get(..at).unwrap_or("");
        let column = head.rsplit('\n').next().map_or(0, |tail| tail.chars().count());
        Loc {
            file,
            line: narrow(head.matches('\n').count() + 1),
            column: narrow(column + 1),
            offset: narrow(head.len()),
            len: narrow(len),
        }
    }

    /// Byte offset of a line and column, clamped to the file.
    pub fn offset(&self, file: FileId, line: u32, column: u32) -> usize {
        let text = self.text(file);
        let before: usize = text.split_inclusive('\n').take((line as usize).saturating_sub(1)).map(str::len).sum();
        let here = text.get(before..).and_then(|rest| rest.split('\n').next()).unwrap_or("");
        before + here.chars().take((column as usize).saturating_sub(1)).map(char::len_utf8).sum::<usize>()
    }
}
