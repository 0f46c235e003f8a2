// The texts in simplified Chinese.

import DubanKernel

extension Phrase {
    var chinese: String {
        switch self {
        case .open(let count): "\(count) 件待办"
        case .lit(let count, let light): "\(count) 件\(light.chinese)"
        case .moved(let count): "\(count) 件期限调整"
        case .settled(let count): "\(count) 件已了结"
        case .subject(let counts): "督办提醒：" + counts.joined(separator: "，")
        case .possiblyRepeated: "【可能重复】"
        case .greeting(let name): "\(name)："
        case .asOf(let time, let counts): "截至 \(time)：\(counts.joined(separator: "，"))。"
        case .section(let section): "== \(section.chinese) =="
        case .marked(let marks): marks.joined()
        case .light(let light): "【\(light == .red ? "红" : "黄")】"
        case .lightOut(let light): "【\(light?.chinese ?? "亮灯")解除】"
        case .movedMark: "【期限调整】"
        case .late: "【补发】"
        case .provisional: "【暂定】"
        case .passOn(let name): "【请转 \(name)】"
        case .titled(let title, let key): "\(title)（\(key)）"
        case .statements(let statements): statements.joined(separator: "，")
        case .due(let time): "期限 \(time)"
        case .daysLeft(let days, let working): "还有 \(days) 天（\(working) 个工作日）"
        case .timeLeft(0, 0): "今天到期，还有不到 1 分钟"
        case .timeLeft(0, let minutes): "今天到期，还有 \(minutes) 分钟"
        case .timeLeft(let hours, 0): "今天到期，还有 \(hours) 小时"
        case .timeLeft(let hours, let minutes): "今天到期，还有 \(hours) 小时 \(minutes) 分钟"
        case .overdueToday: "今天已到期"
        case .overdue(let days, let working): "已逾期 \(days) 天（\(working) 个工作日）"
        case .progress(let progress): "已完成 \(progress.done)/\(progress.least)"
        case .dueMoved(let from?, let to): "期限由 \(from) 调整为 \(to)"
        case .dueMoved(nil, let to): "期限调整为 \(to)"
        case .settledNow: "已了结"
        case .scheduled(let time): "原定 \(time) 提醒"
        case .settle(let command): "办理：\(command)"
        case .anyEvidence: "佐证"
        case .anyReason: "理由"
        case .look(let command): "查看：\(command)"
        case .notices(let ids): "编号：\(ids.joined(separator: " "))"
        case .rollUp(let title, let units, let all, let light?):
            "\(title)：\(all) 个单位中 \(units) 个亮\(light == .red ? "红" : "黄")"
        case .rollUp(let title, let units, let all, nil):
            "\(title)：\(all) 个单位中 \(units) 个未完成"
        case .unit(let unit, let statements): "\(unit)：\(statements.joined(separator: "，"))"
        case .provisionalNote: "【暂定】期限所在年份的放假安排尚未公布，公布后可能调整。"
        case .footer: "本邮件由 duban 自动发出。全部事项：dubanctl list"
        case .line(let marks, let unit, let titled, let statements, let name):
            "\(marks.joined())\(unit)：\(titled)，\(statements.joined(separator: "，"))，致 \(name)"
        case .through(let name, let receiver): "\(name)（由 \(receiver) 转）"
        }
    }
}

extension Light {
    fileprivate var chinese: String { self == .red ? "红灯" : "黄灯" }
}

extension DigestSection {
    fileprivate var chinese: String {
        switch self {
        case .redOverdue: "红灯，已逾期"
        case .red: "红灯"
        case .yellow: "黄灯"
        case .due: "到期"
        case .early: "将到期"
        case .moved: "期限调整"
        case .settled: "已了结"
        }
    }
}
