using System.Text;
using SignGateway.Content;
using Xunit;

namespace SignGateway.Tests.Content;

public sealed class ContentCheckTests
{
    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/csv")]
    [InlineData("application/json")]
    public void chinese_text_in_UTF8_passes(string type) => Assert.Null(ContentCheck.Fault(type, SmallFiles.ChineseText, isWhole: true));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void a_character_that_the_reading_cut_in_two_is_no_fault(int bytes)
    {
        byte[] cut = [.. "text "u8, .. Encoding.UTF8.GetBytes("😀").AsSpan(0, bytes)];
        Assert.Null(ContentCheck.Fault("text/plain", cut, isWhole: false));
        Assert.NotNull(ContentCheck.Fault("text/plain", cut, isWhole: true));
    }

    [Fact]
    public void a_broken_character_in_the_middle_is_a_fault() => Assert.Equal("it is no text in UTF-8", ContentCheck.Fault("text/plain", [.. "a"u8, 0xC3, .. "b"u8], isWhole: false));

    [Fact]
    public void text_in_another_encoding_than_unicode_is_refused() =>
        Assert.Equal("it is no text in UTF-8", ContentCheck.Fault("text/csv", [0xC9, 0xCF, 0xB4, 0xAB, .. ",1\r\n"u8], isWhole: true));

    [Fact]
    public void a_NUL_is_no_text() => Assert.NotNull(ContentCheck.Fault("text/plain", "a\0b"u8, isWhole: true));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void a_byte_order_mark_tells_the_encoding(string encoding)
    {
        var unicode = Encoding.GetEncoding(encoding);
        Assert.Null(ContentCheck.Fault("text/csv", [.. unicode.GetPreamble(), .. unicode.GetBytes("name,1\r\n名,2\r\n")], isWhole: true));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void a_page_is_found_behind_a_byte_order_mark(string encoding)
    {
        var unicode = Encoding.GetEncoding(encoding);
        Assert.Equal("it begins as HTML", ContentCheck.Fault("application/x-unknown", [.. unicode.GetPreamble(), .. unicode.GetBytes("\r\n<SCRIPT>alert(1)</SCRIPT>")], isWhole: true));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("  \n<HTML lang=en>")]
    [InlineData("<!doctype HTML>")]
    [InlineData("<!-- x --><script>")]
    [InlineData("<!-- no end")]
    [InlineData("<p\n>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>")]
    [InlineData("<?xml version='1.0'?><svg:svg/>")]
    [InlineData("#!/usr/bin/env node")]
    [InlineData("#! /bin/sh")]
    [InlineData("<?php system($_GET[0]);")]
    [InlineData("MZ\u0090")]
    [InlineData("\u007fELF\u0002")]
    public void what_a_browser_or_a_computer_would_run_is_refused_under_any_other_type(string text)
    {
        foreach (var type in (string[])["application/octet-stream", "image/x-unknown", "image/png", "audio/mpeg", "application/pdf"])
            Assert.NotNull(ContentCheck.Fault(type, Encoding.Latin1.GetBytes(text), isWhole: true));
    }

    [Theory]
    [InlineData("anything")]
    [InlineData("<gpx version='1.1'>")]
    [InlineData("<?xml version='1.0'?><!-- made --><kml>")]
    [InlineData("<!DOCTYPE plist>")]
    [InlineData("#!AMR\n")]
    [InlineData("\u0000\u0001\u0002")]
    [InlineData("%PDF-1.7")]
    [InlineData("<paragraph>")]
    public void anything_else_passes_under_a_type_that_is_unknown(string text) => Assert.Null(ContentCheck.Fault("application/x-unknown", Encoding.Latin1.GetBytes(text), isWhole: true));

    [Fact]
    public void what_begins_rightly_passes_whatever_follows() =>
        Assert.Null(ContentCheck.Fault("image/gif", "GIF89a/*"u8.ToArray().Concat("<script>alert(1)</script>*/=1"u8.ToArray()).ToArray(), isWhole: true));

    [Fact]
    public void the_source_of_a_page_is_text_for_people_and_no_data()
    {
        Assert.Null(ContentCheck.Fault("text/plain", "<html>"u8, isWhole: true));
        Assert.Equal("it begins as HTML", ContentCheck.Fault("application/json", "<html>"u8, isWhole: true));
    }
}
