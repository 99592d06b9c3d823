// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/glib/program_path.h"

#include <string>

#include <glib.h>
#include <gtest/gtest.h>

namespace color_clusters {
namespace {

#ifdef G_OS_WIN32

TEST(ProgramPath, IsUtf8WhateverTheCodePageMadeOfTheArgument) {
  const std::string path = program_path("C:\\Users\\????\\color-clusters.exe");
  EXPECT_NE(g_utf8_validate(path.c_str(), -1, nullptr), FALSE);
  EXPECT_NE(g_file_test(path.c_str(), G_FILE_TEST_IS_REGULAR), FALSE) << path;
  EXPECT_NE(path.find("program_path_test"), std::string::npos) << path;
}

#else

TEST(ProgramPath, IsWhatTheProgramWasStartedWith) {
  EXPECT_EQ(program_path("/plug-ins/Zoë's/color-clusters"), "/plug-ins/Zoë's/color-clusters");
}

#endif

}  // namespace
}  // namespace color_clusters
