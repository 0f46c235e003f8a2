// Complaints about files that are no text or no YAML.

import Civil

extension Complaint {
    static func more(_ count: Int) -> Complaint {
        Complaint(
            "\(count) more complaints are not shown", "另有 \(count) 条未列出", "mend these first",
            "请先改正以上各条")
    }

    static func unreadable(_ reason: String) -> Complaint {
        Complaint("cannot be read: \(reason)", "无法读取：\(reason)")
    }

    static func tooLarge(_ bytes: Int64, most: Int) -> Complaint {
        Complaint(
            "has \(bytes) bytes; at most \(most) are read", "有 \(bytes) 字节，最多读取 \(most) 字节",
            "split it into several files in conf.d", "请拆分为 conf.d 中的多个文件")
    }

    static func tooMuchInAll(most: Int) -> Complaint {
        Complaint("all files together have more than \(most) bytes", "全部文件合计超过 \(most) 字节")
    }

    static func tooManyFiles(most: Int) -> Complaint {
        Complaint("there are more than \(most) files", "文件超过 \(most) 个")
    }

    static func otherEncoding(_ name: String) -> Complaint {
        Complaint(
            "is not UTF-8 but looks like \(name)", "不是 UTF-8，看来是 \(name) 编码",
            "convert it: iconv -f \(name) -t UTF-8 FILE > NEW",
            "请转换：iconv -f \(name) -t UTF-8 原文件 > 新文件")
    }

    static func invalidUTF8(_ byte: UInt8) -> Complaint {
        let hex = String(byte, radix: 16, uppercase: true)
        return Complaint(
            "byte 0x\(hex) is not UTF-8 text", "字节 0x\(hex) 不是 UTF-8 文本", "save the file as UTF-8",
            "请将文件另存为 UTF-8")
    }

    static func controlCharacter(_ scalar: Unicode.Scalar) -> Complaint {
        let code = scalarCode(scalar)
        return Complaint(
            "the control character \(code) is not allowed", "不允许使用控制字符 \(code)", "delete it", "请删除")
    }

    static let tab = Complaint(
        "a tab stands where YAML needs spaces", "此处有制表符，YAML 只用空格缩进", "indent with spaces",
        "请改用空格缩进")

    static let misindented = Complaint(
        "this does not fit the lines above", "此处与上文结构不符", "indent it as its neighbours are",
        "请与同级各行对齐缩进")

    static func fullWidth(_ found: Unicode.Scalar, plain: String) -> Complaint {
        if found == "\u{3000}" {
            return Complaint(
                "a full-width space (U+3000) stands where YAML needs plain spaces",
                "此处有全角空格（U+3000），YAML 只认半角空格", "replace it with plain spaces", "请改为半角空格")
        }
        return Complaint(
            "a full-width “\(found)” does not work as “\(plain)”", "全角“\(found)”不能代替半角“\(plain)”",
            "write “\(plain)\(plain == ":" || plain == "," ? " " : "")”",
            "请写半角“\(plain)\(plain == ":" || plain == "," ? " " : "")”")
    }

    static func unquoted(_ indicator: Unicode.Scalar) -> Complaint {
        Complaint(
            "a value that begins with “\(indicator)” needs quotes", "以“\(indicator)”开头的值需要加引号",
            "write \"\(indicator)…\"", "请写成 \"\(indicator)…\"")
    }

    static func undefinedAlias(_ name: String) -> Complaint {
        Complaint(
            "“*\(name)” refers to “&\(name)”, which is not defined above",
            "“*\(name)”所指的“&\(name)”在上文没有定义",
            "if the text begins with an asterisk, quote it: \"*\(name)\"",
            "如果文字本身以星号开头，请加引号：\"*\(name)\"")
    }

    static let secondDocument = Complaint(
        "a second document begins here; a file holds one", "此处开始第二个文档，一个文件只能有一个",
        "delete “---” or split the file", "请删除“---”或拆分文件")

    static let aliasedKeys = Complaint(
        "an alias in a file whose keys are lists or mappings", "文件的键是列表或映射时不能使用别名",
        "write plain keys", "请使用普通的键")

    static func tooDeep(most: Int) -> Complaint {
        Complaint("nested more than \(most) levels deep", "嵌套超过 \(most) 层")
    }

    static func tooManyNodes(most: Int) -> Complaint {
        Complaint(
            "the file expands to more than \(most) values", "文件展开后超过 \(most) 个值",
            "do not put aliases into anchors of other aliases", "不要在锚点中再套用别名")
    }

    static func duplicateKey(_ key: String, first: String) -> Complaint {
        Complaint(
            "the key “\(key)” is given twice, first at \(first)", "键“\(key)”重复，首次出现在 \(first)",
            "remove one of the two", "请删去其中一个")
    }

    static func duplicateKey(_ key: String) -> Complaint {
        Complaint(
            "the key “\(key)” is given twice", "键“\(key)”重复", "remove one of the two", "请删去其中一个")
    }

    static func tag(_ name: String) -> Complaint {
        let standard = "tag:yaml.org,2002:"
        let name = name.hasPrefix(standard) ? "!!" + name.dropFirst(standard.count) : name
        return Complaint(
            "the tag “\(name)” has no meaning here", "此处不能使用标签“\(name)”", "remove it", "请删除")
    }

    static let keyIsNoText = Complaint(
        "a key must be plain text", "键必须是普通文字", "write “key: value”", "请写成“键: 值”")

    static let rootIsNoMapping = Complaint(
        "the file does not consist of “key: value” lines", "文件不是由“键: 值”组成",
        "begin with a key such as “units:”", "请以键开头，例如“units:”")

    static func scalarCode(_ scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    }
}
