// Complaints about files that are no text or no YAML.

import Civil

extension Complaint {
    static let more = Form(
        "%1 more complaints are not shown", "另有 %1 条未列出",
        "mend these first", "请先改正以上各条")
    static let unreadable = Form("cannot be read: %1", "无法读取：%1")
    static let notRead = Complaint(
        "is not read: its name does not end in .yaml", "不会读取：文件名不以 .yaml 结尾",
        "let it end in .yaml, or move it out of conf.d", "请改为以 .yaml 结尾，或移出 conf.d"
    ).warning(.unreadFile)
    static let emptyFile = Complaint(
        "is empty: it may have been cut short", "是空文件，内容可能已丢失",
        "restore or remove it", "请恢复内容，或删除该文件"
    ).warning(.emptyFile)
    static let tooLarge = Form(
        "has %1 bytes; at most %2 are read", "有 %1 字节，最多读取 %2 字节",
        "split it into several files in conf.d", "请拆分为 conf.d 中的多个文件")
    static let tooMuchInAll = Form("all files together have more than %1 bytes", "全部文件合计超过 %1 字节")
    static let tooManyFiles = Form("there are more than %1 files", "文件超过 %1 个")
    static let otherEncoding = Form(
        "is not UTF-8 but looks like %1", "不是 UTF-8，看来是 %1 编码",
        "convert it: iconv -f %1 -t UTF-8 FILE > NEW", "请转换：iconv -f %1 -t UTF-8 原文件 > 新文件")
    static let invalidUTF8 = Form(
        "byte 0x%1 is not UTF-8 text", "字节 0x%1 不是 UTF-8 文本",
        "save the file as UTF-8", "请将文件另存为 UTF-8")
    static let controlCharacter = Form(
        "the control character %1 is not allowed", "不允许使用控制字符 %1", "delete it", "请删除")
    static let tab = Complaint(
        "a tab stands where YAML needs spaces", "此处有制表符，YAML 只用空格缩进",
        "indent with spaces", "请改用空格缩进")
    static let misindented = Complaint(
        "this does not fit the lines above", "此处与上文结构不符",
        "indent it as its neighbours are", "请与同级各行对齐缩进")
    static let fullWidthSpace = Complaint(
        "a full-width space (U+3000) stands where YAML needs plain spaces",
        "此处有全角空格（U+3000），YAML 只认半角空格",
        "replace it with plain spaces", "请改为半角空格")
    static let noBreakSpace = Complaint(
        "a no-break space (U+00A0) stands where a plain one should",
        "此处有不换行空格（U+00A0）", "replace it with a plain space", "请改为半角空格")
    static let enumeration = Complaint(
        "“、” does not separate a list: this is one text", "顿号不能分隔列表，此处是一整项",
        "write [A, B]", "请写成 [甲, 乙]")
    static let quotesAreText = Complaint(
        "full-width quotation marks are part of the text", "全角引号会成为文字的一部分",
        "remove them, or write \"…\"", "请删去，或改为半角引号 \"…\""
    ).warning(.quotesInText)
    static let commentInBrackets = Complaint(
        "“ #” begins a comment, which hides the bracket that closes", "“ #”之后是注释，闭合的括号被注释掉了",
        "remove the blank before it, or quote the text", "请删去其前空格，或给文字加引号")
    static let fullWidth = Form(
        "a full-width “%1” does not work as “%2”", "全角“%1”不能代替半角“%2”",
        "write “%2 ”", "请写半角“%2 ”")
    static let unquoted = Form(
        "a value that begins with “%1” needs quotes", "以“%1”开头的值需要加引号",
        "write \"%1…\"", "请写成 \"%1…\"")
    static let undefinedAlias = Form(
        "“*%1” refers to “&%1”, which is not defined above", "“*%1”所指的“&%1”在上文没有定义",
        "if the text begins with an asterisk, quote it: \"*%1\"", "如果文字本身以星号开头，请加引号：\"*%1\"")
    static let secondDocument = Complaint(
        "a second document begins here; a file holds one", "此处开始第二个文档，一个文件只能有一个",
        "delete “---” or split the file", "请删除“---”或拆分文件")
    static let aliasedKeys = Complaint(
        "an alias in a file whose keys are lists or mappings", "文件的键是列表或映射时不能使用别名",
        "write plain keys", "请使用普通的键")
    static let tooDeep = Form("nested more than %1 levels deep", "嵌套超过 %1 层")
    static let tooManyNodes = Form(
        "the file expands to more than %1 values", "文件展开后超过 %1 个值",
        "do not put aliases into anchors of other aliases", "不要在锚点中再套用别名")
    static let duplicateKey = Form(
        "the key “%1” is given twice, first at %2", "键“%1”重复，首次出现在 %2",
        "remove one of the two", "请删去其中一个")
    static let givenTwice = Form(
        "the key “%1” is given twice", "键“%1”重复",
        "remove one of the two", "请删去其中一个")
    static let notYAML = Form("not YAML: %1", "不是合法的 YAML：%1")
    static let strayColon = Complaint(
        "a “:” is not expected here", "此处不应有“:”",
        "check the indentation, or quote a text that contains “: ”",
        "请检查缩进；文字中含有“: ”时请加引号")
    static let keyWithoutColon = Complaint(
        "this is a key without a “:”", "键后面缺少“:”", "write “key: value”", "请写成“键: 值”")
    static let unclosed = Form(
        "a “,” or “%2” is missing after this “%1”", "此“%1”之后缺少“,”或“%2”",
        "close the bracket, and separate what it holds by “, ”", "请闭合括号，各项之间用“, ”分隔")
    static let openQuote = Complaint(
        "this quotation mark is never closed", "引号没有闭合", "close it", "请补上另一个引号")
    static let badEscape = Complaint(
        "an unknown “\\” sequence in double quotes", "双引号中有无法识别的“\\”转义",
        "use single quotes", "请改用单引号")
    static let noNode = Complaint(
        problem: Wording("a value is expected here", "此处应有一个值"), advice: nil)
    static let tag = Form(
        "the tag “%1” has no meaning here", "此处不能使用标签“%1”", "remove it", "请删除")
    static let keyIsNoText = Complaint(
        "a key must be plain text", "键必须是普通文字",
        "write “key: value”", "请写成“键: 值”")
    static let rootIsNoMapping = Complaint(
        "the file does not consist of “key: value” lines", "文件不是由“键: 值”组成",
        "begin with a key such as “units:”", "请以键开头，例如“units:”")
}
